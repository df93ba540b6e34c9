// The number of live tensors, the seed and the thread count belong to the whole process: one test at a time.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
