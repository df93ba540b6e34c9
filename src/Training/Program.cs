using Studio.Training.Import;

return args switch
{
    ["import"] => await ImportVerb.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput()),
    _ => UnknownVerb(),
};

static int UnknownVerb()
{
    Console.Error.WriteLine("Studio.Training is started by the studio. Verbs: import.");
    return 2;
}
