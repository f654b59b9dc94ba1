namespace Tureen.Tests;

/// <summary>
/// Tests that count allocated bytes run alone: a collection that another thread causes closes this thread's allocation context, and
/// its unused rest then counts as allocated.
/// </summary>
[CollectionDefinition(nameof(AllocationMeasurement), DisableParallelization = true)]
public sealed class AllocationMeasurement;
