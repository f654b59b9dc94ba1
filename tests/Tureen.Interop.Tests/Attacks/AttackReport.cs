using System.Globalization;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>What became of an attack, of the honest call beside it, and of the server.</summary>
/// <param name="Attack">Its name.</param>
/// <param name="Outcome">In the attack's own words.</param>
/// <param name="Failure">What must not have happened to a bystander, if anything.</param>
/// <param name="Call">What the honest call measured meanwhile.</param>
/// <param name="IsCallOpen">Whether the honest peers are still in their room.</param>
/// <param name="IsHealthy">Whether the server says so.</param>
/// <param name="Cores">CPU that the server used, in cores.</param>
/// <param name="Before">Its process before.</param>
/// <param name="After">Its process at the end.</param>
internal sealed record AttackReport(
    string Attack,
    string Outcome,
    Exception? Failure,
    CallReport Call,
    bool IsCallOpen,
    bool IsHealthy,
    double Cores,
    ProcessSample Before,
    ProcessSample After)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Attack}: {Outcome} | honest: {Call}, {(IsCallOpen ? "open" : "CLOSED")} | server: {Cores:0.00} cores, resident {Before.ResidentKilobytes / 1024} -> {After.ResidentKilobytes / 1024} MiB, descriptors {Before.Descriptors} -> {After.Descriptors}, {(IsHealthy ? "healthy" : "NOT healthy")}");
}
