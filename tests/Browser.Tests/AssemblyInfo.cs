using Xunit;

// Each test has a studio and a browser of its own; two at once would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
