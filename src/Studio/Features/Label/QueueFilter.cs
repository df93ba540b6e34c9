using Microsoft.AspNetCore.WebUtilities;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>
/// A queue is the filter and order of the Images page, in that page's own query syntax
/// (<c>state=not-started,in-progress&amp;class=1&amp;sort=name</c>); an empty queue is every image by name.
/// A series is one place in it unless <c>slices=all</c> asks for its slices. <c>assigned=me</c>, <c>assigned=7</c> (a person)
/// and <c>assigned=none</c> ask for images by who is to label them; <c>f12=0.3..</c>, <c>f12=none</c> and <c>f12=TOKEN</c> by what
/// a column says (<see cref="FieldFilter"/>), <c>sort=-f12</c> sorts by one.
/// </summary>
public static class QueueFilter
{
    /// <param name="userId">Who "me" is; without anybody "me" is ignored.</param>
    public static ImageFilter Parse(long projectId, string? queue, long? userId = null)
    {
        var query = QueryHelpers.ParseQuery(queue ?? "");
        IEnumerable<string> Values(string key) => query.TryGetValue(key, out var values)
            ? values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : [];

        var classes = Values("class").ToList();
        var sort = Values("sort").FirstOrDefault() ?? "";
        return new ImageFilter
        {
            ProjectId = projectId,
            ImageIds = [.. Values("ids").Select(text => long.TryParse(text, out var id) ? id : 0).Where(id => id > 0)],
            States = [.. Values("state").Select(ParseWord<ImageState>).OfType<ImageState>()],
            ClassIndexes = [.. classes.Select(text => int.TryParse(text, out var index) ? index : 0).Where(index => index > 0)],
            NothingLabelled = classes.Contains("none"),
            PatientId = long.TryParse(Values("patient").FirstOrDefault(), out var patient) && patient > 0 ? patient : null,
            Splits = [.. Values("split").Select(ParseWord<Split>).OfType<Split>()],
            AssignedTo = [.. Values("assigned").Select(text => ParsePerson(text, userId)).OfType<long>().Distinct()],
            Collections = [.. Values("collection").Select(ParseId).OfType<long>()],
            Fields = [.. query.Keys.Select(key => FieldFilterWord.Parse(key, [.. Values(key)])).OfType<FieldFilter>()],
            OnlyExcluded = Values("left-out").FirstOrDefault() == "only",
            Text = query.TryGetValue("q", out var text) ? text.ToString() : null,
            Sort = ParseWord<ImageSort>(sort) ?? ImageSort.Name,
            SortField = FieldFilterWord.ParseKey(sort.TrimStart('-')),
            SortDescending = sort.StartsWith('-'),
            Collapse = Values("slices").FirstOrDefault() != "all",
        };
    }

    static long? ParsePerson(string word, long? me) => word switch
    {
        "me" => me,
        "none" => ImageFilter.Nobody,
        _ => long.TryParse(word, out var id) && id > 0 ? id : null,
    };

    static long? ParseId(string word) => long.TryParse(word, out var id) && id > 0 ? id : null;

    // "not-started" → NotStarted; an unknown word is ignored, as a shared link may be older than the studio.
    static T? ParseWord<T>(string word)
        where T : struct, Enum =>
        Enum.TryParse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
