# SPDX-License-Identifier: MIT
# A page of the manual from a header: its head is the description, each comment
# that starts with a function's name that function's, and all else that stands
# in it is shown as it is. Call with -v name=k210_pin -v header=k210gpio.h.

function escaped(text)
{
	gsub(/\\/, "\\e", text)
	sub(/^[.']/, "\\\\\\&&", text)
	return text
}

# A line of prose: each sentence starts a line of its own.
function sentences(text)
{
	gsub(/@/, "", text)
	text = escaped(text)
	gsub(/\. +/, ".\n", text)
	return text
}

# A comment's lines, without what makes them one.
function bare(line)
{
	sub(/^[ \t]*\/?\*+\/?[ \t]?/, "", line)
	sub(/[ \t]*\*\/$/, "", line)
	return line
}

# Prose, with a list of what starts with @ and blocks of what is indented.
function prose(lines, count,	i, line, listed, shown, gap)
{
	for (i = 1; i <= count; i++) {
		line = lines[i]
		if (shown && line !~ /^(\t|  )/ && line != "") {
			print ".Ed"
			shown = 0
		}
		if (line ~ /^@[a-z_]+:/) {
			if (!listed)
				print ".Bl -tag -width Ds"
			listed = 1
			gap = 0
			print ".It Fa " substr(line, 2, index(line, ":") - 2)
			sub(/^@[a-z_]+: */, "", line)
			print sentences(line)
		} else if (line == "") {
			gap = 1
		} else if (line ~ /^(\t|  )/ && !listed) {
			if (!shown)
				print ".Bd -literal"
			shown = 1
			gap = 0
			sub(/^(\t|  )/, "", line)
			print escaped(line)
		} else {
			if (listed && gap) {
				print ".El"
				listed = 0
			}
			if (gap)
				print ".Pp"
			gap = 0
			sub(/^[ \t]+/, "", line)
			print sentences(line)
		}
	}
	if (shown)
		print ".Ed"
	if (listed)
		print ".El"
}

function literal(text)
{
	print ".Bd -literal"
	print text
	print ".Ed"
}

# What was gathered: a comment, and what it is of.
function finish(	title)
{
	if (head && comments) {
		title = comment[1]
		sub(/^[^:]*: /, "", title)
		sub(/\. .*/, "", title)
		sub(/[.,;]$/, "", title)
		print ".Nd " escaped(tolower(substr(title, 1, 1)) \
				     substr(title, 2))
		print ".Sh SYNOPSIS"
		print ".In " header
		print ".Sh DESCRIPTION"
		prose(comment, comments)
		head = 0
	} else if (declared != "") {
		if (declared ~ /^K210_API/ && comment[1] ~ /^k210_[a-z_]+\(\)/) {
			title = comment[1]
			sub(/\(\).*/, "", title)
			sub(/^k210_[a-z0-9_]+\(\)( - )?/, "", comment[1])
			print ".Ss " title "()"
		}
		gsub(/K210_API /, "", declared)
		literal(declared)
		prose(comment, comments)
	} else if (comments) {
		print ".Pp"
		prose(comment, comments)
	}
	comments = 0
	declared = ""
}

BEGIN {
	print ".\\\" SPDX-License-Identifier: MIT"
	print ".Dd $Mdocdate$"
	print ".Dt " toupper(name) " 3"
	print ".Os"
	print ".Sh NAME"
	print ".Nm " name
}

FNR == 1 {
	finish()
	head = NR == 1
	next
}

/^#(ifndef|define|if|endif|else|include|ifdef).*(_H$|_H[ ]|__|"|<|K210_API|K210_BEGIN|K210_END|poll)/ {
	next
}
/^#(endif|else)/ || /^K210_(BEGIN|END)$/ {
	next
}

/^\/\*/ {
	if (declared == "")
		finish()
	if (declared == "" || declared ~ /\n$/) {
		inside = 1
	}
}

inside {
	text = bare($0)
	if (text != "" || comments)
		comment[++comments] = text
	if (/\*\/$/) {
		while (comments && comment[comments] == "")
			comments--
		inside = 0
	}
	next
}

/^$/ {
	finish()
	next
}

{
	declared = declared (declared == "" ? "" : "\n") escaped($0)
}

END {
	finish()
}
