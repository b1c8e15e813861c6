"""The command line: `verbs` lists the verbs, one module runs each; no other room prints what a verb has to say."""
