/** What somebody has to know of every command. */
export const helpAfter = `
Examples:
  certwire up
  certwire request www.example.com '*.example.com' --wait --out ./tls
  certwire order list -o json
  certwire events --follow

Data goes to stdout, everything else to stderr: -o json, jsonl and yaml are for programs.

Exit codes:
  0    done; a command that would go on for ever was stopped
  1    failed: the order failed or was cancelled, the doctor found a failure, or something unexpected happened
  2    the command line, the request or the configuration is wrong
  3    there is no such order, certificate, account, plan or whatever else was named
  4    the token is missing or wrong
  5    it cannot be done as things are: a port or a file is taken, an order is in another phase
  6    no answer in time
  7    nobody answers, or cannot at the moment
  130  interrupted with Ctrl-C before the end (143 by SIGTERM)

Environment:
  CERTWIRE_CONFIG     the configuration file (certwire.yaml in this folder)
  CERTWIRE_DATA_DIR   the folder of what is kept (.certwire in this folder)
  CERTWIRE_API_URL    the Certwire that commands talk to (the address in the configuration)
  CERTWIRE_API_TOKEN  its token, or CERTWIRE_API_TOKEN_FILE (api-token in the data folder)
  NO_COLOR            no colours`
