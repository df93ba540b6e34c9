using System.CommandLine;
using Studio.Contracts.Recipes;

namespace Studio.Training.Verbs;

/// <summary><c>recipe check FILE</c>: says what is wrong with a recipe.</summary>
static class RecipeVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Recipe (YAML)." };
        var check = new Command("check", "Reads a recipe and lists everything that is wrong with it.") { file };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(file)));
        return new Command("recipe", "Recipes.") { check };
    }

    static int Check(FileInfo file)
    {
        var reading = RecipeReader.ReadFile(file.FullName);
        foreach (var problem in reading.Problems)
        {
            Console.Error.WriteLine(problem);
        }

        if (reading.Recipe is null)
        {
            return ExitCodes.BadInput;
        }

        Console.Out.Write(RecipeWriter.Write(reading.Recipe));
        return ExitCodes.Done;
    }
}
