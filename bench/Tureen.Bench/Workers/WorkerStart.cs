namespace Tureen.Bench.Workers;

/// <summary>What one start of the worker took.</summary>
internal readonly record struct WorkerStart(TimeSpan Running, TimeSpan CpuTime, long ResidentBytes, long PrivateBytes, TimeSpan End);
