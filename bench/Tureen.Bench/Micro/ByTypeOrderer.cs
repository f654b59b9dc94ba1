using System.Collections.Immutable;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Tureen.Bench.Micro;

/// <summary>Keeps the benchmarks of one class together in the joined table.</summary>
internal sealed class ByTypeOrderer : DefaultOrderer
{
    public override IEnumerable<BenchmarkCase> GetSummaryOrder(ImmutableArray<BenchmarkCase> benchmarksCases, Summary summary) =>
        benchmarksCases
            .OrderBy(static benchmark => benchmark.Descriptor.Type.Name, StringComparer.Ordinal)
            .ThenBy(static benchmark => benchmark.Descriptor.MethodIndex);
}
