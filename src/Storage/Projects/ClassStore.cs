using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The classes of a project. Index 0, the background, is not listed.</summary>
public sealed class ClassStore(Database database)
{
    const int LastIndex = 254;

    public Task<IReadOnlyList<ClassDefinition>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => List(session, projectId), cancellationToken);

    /// <summary>By image, the classes that pixels of its current label have.</summary>
    public Task<ILookup<long, int>> ListInPixelsAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Query<(long ImageId, int ClassIndex)>(
            """
            SELECT held.image_id, held.class_index FROM image_class held JOIN image ON image.id = held.image_id
            WHERE image.project_id = @projectId AND held.pixels > 0
            """,
            new { projectId }).ToLookup(row => row.ImageId, row => row.ClassIndex),
        cancellationToken);

    /// <summary>Adds a class with the next free index, its colour and its pattern; the class of that name if there is one.</summary>
    /// <exception cref="StorageException">All 254 indexes are taken.</exception>
    public Task<ClassDefinition> AddAsync(long projectId, string name, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            $"The class {name}",
            session =>
            {
                var existing = List(session, projectId);
                if (existing.FirstOrDefault(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase)) is { } same)
                {
                    return same;
                }

                var index = existing.Count == 0 ? 1 : existing.Max(item => item.Index) + 1;
                if (index > LastIndex)
                {
                    throw new StorageException($"The class {name} was not added: a project can have {LastIndex} classes.");
                }

                var added = ClassPalette.Define(index, name);
                Insert(session, projectId, added);
                return added;
            },
            cancellationToken);

    /// <summary>Replaces names, colours and patterns. A class that labels use cannot be left out.</summary>
    /// <exception cref="StorageException">An index or a name occurs twice, is out of range, or a class in use is missing.</exception>
    public Task SetAsync(
        long projectId,
        IReadOnlyList<ClassDefinition> classes,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The list of classes",
        session =>
        {
            Check(classes);
            RequireUsedClasses(session, projectId, classes);
            session.Execute("DELETE FROM class WHERE project_id = @projectId", new { projectId });
            foreach (var definition in classes)
            {
                Insert(session, projectId, definition);
            }
        },
        cancellationToken);

    internal static IReadOnlyList<ClassDefinition> List(DatabaseSession session, long projectId) =>
        session.Query<ClassRow>(
            "SELECT class_index, name, color, pattern FROM class WHERE project_id = @projectId ORDER BY class_index",
            new { projectId }).ConvertAll(row => new ClassDefinition(row.ClassIndex, row.Name, row.Color, row.Pattern));

    sealed record ClassRow
    {
        public int ClassIndex { get; init; }
        public required string Name { get; init; }
        public required string Color { get; init; }
        public required string Pattern { get; init; }
    }

    static void Check(IReadOnlyList<ClassDefinition> classes)
    {
        if (classes.FirstOrDefault(item => item.Index is < 1 or > LastIndex) is { } outside)
        {
            throw new StorageException($"The class {outside.Name} has the number {outside.Index}; numbers go from 1 to {LastIndex}.");
        }

        if (classes.GroupBy(item => item.Index).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new StorageException($"Two classes have the number {twice.Key}. Give each its own.");
        }

        if (classes.GroupBy(item => item.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new StorageException($"Two classes are called {same.Key}. Give each its own name.");
        }
    }

    static void RequireUsedClasses(DatabaseSession session, long projectId, IReadOnlyList<ClassDefinition> classes)
    {
        var used = session.Query<int>(
            """
            SELECT image_class.class_index FROM image_class JOIN image ON image.id = image_class.image_id
            WHERE image.project_id = @projectId
            UNION SELECT held.class_index FROM annotation_object held JOIN annotation ON annotation.id = held.annotation_id
            JOIN image ON image.id = annotation.image_id
            WHERE image.project_id = @projectId AND held.removed_at IS NULL AND held.class_index > 0
            UNION SELECT class_index FROM tag WHERE project_id = @projectId AND removed_at IS NULL
            """,
            new { projectId });
        var kept = classes.Select(item => item.Index).ToHashSet();
        if (List(session, projectId).FirstOrDefault(item => used.Contains(item.Index) && !kept.Contains(item.Index)) is { } missing)
        {
            throw new StorageException($"The class {missing.Name} cannot be removed: images are labelled with it.");
        }
    }

    /// <summary>Adds the classes up to a number where the project does not have them, with plain names.</summary>
    internal static void Ensure(DatabaseSession session, long projectId, int index)
    {
        var known = List(session, projectId);
        for (var missing = 1; missing <= Math.Min(index, LastIndex); missing++)
        {
            if (!known.Any(item => item.Index == missing))
            {
                Insert(session, projectId, ClassPalette.Define(missing, $"Class {missing}"));
            }
        }
    }

    internal static void Insert(DatabaseSession session, long projectId, ClassDefinition definition) => session.Execute(
        """
        INSERT INTO class (project_id, class_index, name, color, pattern)
        VALUES (@projectId, @Index, @Name, @Color, @Pattern)
        """,
        new { projectId, definition.Index, definition.Name, definition.Color, definition.Pattern });
}
