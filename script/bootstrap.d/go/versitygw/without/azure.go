package gwcli

import "github.com/urfave/cli/v2"

// AzureCommand says that there is no Azure client in this build.
func AzureCommand() *cli.Command {
	return &cli.Command{Name: "azure", Usage: "not in this build", Action: func(*cli.Context) error {
		return cli.Exit("this build of versitygw leaves the Azure backend out", 1)
	}}
}
