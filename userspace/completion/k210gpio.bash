# SPDX-License-Identifier: MIT
# Completes k210gpio in bash. All words come from k210gpio itself, so that they
# are those of the version, the board and the driver that are there.

_k210gpio_commands()
{
	"$1" --help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'
}

_k210gpio_options()
{
	"$@" --help 2>/dev/null | sed -n 's/^ *\(-.*\)/\1/p' |
		grep -oE -- '(^|[ ,])--?[A-Za-z][a-z-]*' | tr -d ' ,'
}

_k210gpio_settings()
{
	"$1" pad --help 2>/dev/null | sed -n 's/^  \([a-z-]*=\).*/\1/p'
}

# What may follow "pull=".
_k210gpio_values()
{
	"$1" pad --help 2>/dev/null | sed -n "s/^  $2=\([a-z|]*\) .*/\1/p" |
		tr '|' '\n'
}

# Names of pads, of functions and of chips.
_k210gpio_names()
{
	case $2 in
	funcs) "$1" funcs --list ;;
	detect) "$1" detect | sed 's/ .*//' ;;
	*) "$1" readall --list ;;
	esac 2>/dev/null
}

_k210gpio()
{
	local tool=${COMP_WORDS[0]} line=${COMP_LINE:0:COMP_POINT}
	local word=${line##*[[:blank:]]} kept='' command='' words='' i

	# bash breaks words at '=', and replaces only what is behind it.
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-*) ;;
		*)
			command=${COMP_WORDS[i]}
			break
			;;
		esac
	done
	compopt +o nospace
	COMPREPLY=()
	if [[ ${COMP_WORDS[COMP_CWORD - 1]} == @(-o|--output) ]]; then
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
	elif [[ $command && $word == -* ]]; then
		words=$(_k210gpio_options "$tool" "$command")
	elif [[ $word == -* ]]; then
		words=$(_k210gpio_options "$tool")
	elif [[ -z $command ]]; then
		words=$(_k210gpio_commands "$tool")
	elif [[ $word == *=* ]]; then
		case $command in
		func) words=$(_k210gpio_names "$tool" funcs) ;;
		pad) words=$(_k210gpio_values "$tool" "${word%%=*}") ;;
		hold | set) words=$'0\n1' ;;
		esac
		kept=${word%"${word##*=}"}
	else
		words=$(_k210gpio_names "$tool" "$command")
		if [[ $command == pad ]]; then
			words+=$'\n'$(_k210gpio_settings "$tool")
		fi
		# "LED_R,IO" goes on with another name.
		kept=${word%"${word##*,}"}
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "${word#"$kept"}")
	if [[ $kept == *=* && $COMP_WORDBREAKS == *=* ]]; then
		kept=${kept##*=}
	fi
	COMPREPLY=("${COMPREPLY[@]/#/$kept}")
	if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
		compopt -o nospace
	fi
}

complete -F _k210gpio k210gpio
