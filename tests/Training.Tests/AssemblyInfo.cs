using Xunit;

// libtorch's random generator and its count of live tensors belong to the process: tests beside each other would disturb both.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
