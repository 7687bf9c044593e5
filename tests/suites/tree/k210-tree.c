// SPDX-License-Identifier: GPL-2.0-only
/*
 * /dev/k210-tree: changes of the device tree, each as long as its file is open.
 * One write has all of it, in lines of words with tabs between them:
 *
 *	at	PATH			the node that the next lines are about
 *	child	NAME			a new node below that, instead of it
 *	flag	NAME			a property without a value
 *	numbers	NAME	VALUE...
 *	strings	NAME	VALUE...	which may be empty
 *
 * Devices look at their nodes when they are bound, so that nothing notices.
 */

#include <linux/cleanup.h>
#include <linux/fs.h>
#include <linux/kstrtox.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/slab.h>
#include <linux/string.h>

#define TREE_VALUES 64
#define TREE_TEXT 4096

struct tree_change {
	struct of_changeset set;
	struct device_node *at;
	struct device_node *child;
};

static int tree_at(struct tree_change *change, const char *path)
{
	if (change->at)
		return -EINVAL;
	change->at = of_find_node_by_path(path);
	return change->at ? 0 : -ENOENT;
}

static int tree_child(struct tree_change *change, const char *name)
{
	/* The set has a reference of its own, until it is destroyed. */
	of_node_put(change->child);
	change->child =
		of_changeset_create_node(&change->set, change->at, name);
	return change->child ? 0 : -ENOMEM;
}

static int tree_numbers(struct tree_change *change, struct device_node *node,
			const char *name, char **values, int count)
{
	u32 numbers[TREE_VALUES];

	for (int i = 0; i < count; i++) {
		int ret = kstrtou32(values[i], 0, &numbers[i]);

		if (ret)
			return ret;
	}
	return of_changeset_add_prop_u32_array(&change->set, node, name,
					       numbers, count);
}

static int tree_strings(struct tree_change *change, struct device_node *node,
			const char *name, char **values, int count)
{
	return of_changeset_add_prop_string_array(&change->set, node, name,
						  (const char **)values, count);
}

static int tree_line(struct tree_change *change, char *line)
{
	char *kind = strsep(&line, "\t"), *name = strsep(&line, "\t");
	char *values[TREE_VALUES];
	struct device_node *node;
	int count = 0;

	if (!name)
		return -EINVAL;
	while (line && count < TREE_VALUES)
		values[count++] = strsep(&line, "\t");
	if (line)
		return -E2BIG;
	if (!strcmp(kind, "at"))
		return tree_at(change, name);
	if (!change->at)
		return -EINVAL;
	if (!strcmp(kind, "child"))
		return tree_child(change, name);
	node = change->child ?: change->at;
	if (!strcmp(kind, "flag"))
		return of_changeset_add_prop_bool(&change->set, node, name);
	if (!strcmp(kind, "numbers"))
		return tree_numbers(change, node, name, values, count);
	if (!strcmp(kind, "strings"))
		return tree_strings(change, node, name, values, count);
	return -EINVAL;
}

static void tree_destroy(struct tree_change *change)
{
	of_changeset_destroy(&change->set);
	of_node_put(change->child);
	of_node_put(change->at);
	kfree(change);
}

static ssize_t tree_write(struct file *file, const char __user *from,
			  size_t count, loff_t *position)
{
	char *text __free(kfree) = NULL;
	struct tree_change *change;
	char *rest, *line;
	int ret = 0;

	if (file->private_data)
		return -EBUSY;
	if (count > TREE_TEXT)
		return -EFBIG;
	text = memdup_user_nul(from, count);
	if (IS_ERR(text))
		return PTR_ERR(no_free_ptr(text));
	change = kzalloc(sizeof(*change), GFP_KERNEL);
	if (!change)
		return -ENOMEM;
	of_changeset_init(&change->set);
	if (count && text[count - 1] == '\n')
		text[count - 1] = '\0';
	rest = text;
	while (!ret && (line = strsep(&rest, "\n")))
		ret = tree_line(change, line);
	ret = ret ?: of_changeset_apply(&change->set);
	if (ret) {
		tree_destroy(change);
		return ret;
	}
	file->private_data = change;
	return count;
}

/* The misc device left itself there. */
static int tree_open(struct inode *inode, struct file *file)
{
	file->private_data = NULL;
	return 0;
}

static int tree_release(struct inode *inode, struct file *file)
{
	struct tree_change *change = file->private_data;

	if (change) {
		of_changeset_revert(&change->set);
		tree_destroy(change);
	}
	return 0;
}

static const struct file_operations tree_fops = {
	.owner = THIS_MODULE,
	.open = tree_open,
	.write = tree_write,
	.release = tree_release,
};

static struct miscdevice tree_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "k210-tree",
	.fops = &tree_fops,
};
module_misc_device(tree_device);

MODULE_DESCRIPTION("Changes of the device tree, for tests");
MODULE_LICENSE("GPL");
