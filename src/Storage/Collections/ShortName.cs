namespace Studio.Storage;

/// <summary>A name that a person gives something in a list.</summary>
static class ShortName
{
    /// <param name="thing">What gets the name, in one word.</param>
    /// <returns>The name without the spaces around it.</returns>
    /// <exception cref="StorageException">It is empty or too long.</exception>
    public static string Check(string name, int longest, string thing) => name.Trim() switch
    {
        "" => throw new StorageException($"Give the {thing} a name."),
        { Length: var length } when length > longest => throw new StorageException($"The name of the {thing} has {length} characters; {longest} are possible."),
        var given => given,
    };
}
