using System.CommandLine;
using Studio.Training.Verbs;

var root = new RootCommand("Trains, evaluates, exports and applies models. The studio starts it; people use the studio command.");
foreach (var create in VerbCatalog.Verbs)
{
    root.Subcommands.Add(create());
}

return await root.Parse(args).InvokeAsync();
