"""The headless front: `cloudflow-tui send`, `catalog`, `explain`, `history`, `profile`, `sandbox`.

Owns no logic: parses words, calls the workspace and the packages below it, prints. One file a
subcommand, each with `DESCRIPTION`, `EXAMPLES`, `add_arguments(parser)` and `run(args, context)`;
what it needs it imports inside its functions, so that help and version stay quick. Data goes to
stdout through `output`, talk to stderr through `talk`.
"""
