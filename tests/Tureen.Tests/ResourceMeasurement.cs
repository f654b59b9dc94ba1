namespace Tureen.Tests;

/// <summary>Tests that count what the process holds, such as sockets and timers, run alone: other tests hold some too.</summary>
[CollectionDefinition(nameof(ResourceMeasurement), DisableParallelization = true)]
public sealed class ResourceMeasurement;
