using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Tests.Simulation;

/// <summary>Ten minutes of viewers that change layers while the network loses, delays and reorders, each way.</summary>
public sealed class SimulcastThroughLossTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);

    private static readonly LinkConditions Bad = new()
    {
        Delay = TimeSpan.FromMilliseconds(20),
        Jitter = TimeSpan.FromMilliseconds(25),
        Loss = 0.03,
        Reordering = 0.02,
        Duplication = 0.01,
    };

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 50).Select(static seed => (ulong)seed)];

    public static TheoryData<ulong> FewSeeds => [.. Enumerable.Range(1, 10).Select(static seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Simulcast_switches_leave_a_stream_that_a_strict_receiver_accepts(ulong seed) =>
        RunCall(seed, LayeredCodec.Simulcast, Duration);

    [Theory]
    [MemberData(nameof(FewSeeds))]
    public void Svc_switches_leave_a_stream_that_a_strict_receiver_accepts(ulong seed) =>
        RunCall(seed, LayeredCodec.Svc, Duration);

    [Theory]
    [MemberData(nameof(FewSeeds))]
    public void K_SVC_switches_leave_a_stream_that_a_strict_receiver_accepts(ulong seed) =>
        RunCall(seed, LayeredCodec.KSvc, Duration);

    [Theory]
    [InlineData(LayeredCodec.Simulcast)]
    [InlineData(LayeredCodec.Svc)]
    [InlineData(LayeredCodec.KSvc)]
    internal void The_same_seed_gives_the_same_trace(LayeredCodec codec) =>
        Assert.Equal(RunCall(42, codec, TimeSpan.FromMinutes(1)), RunCall(42, codec, TimeSpan.FromMinutes(1)));

    private static ulong RunCall(ulong seed, LayeredCodec codec, TimeSpan duration)
    {
        using var call = new LayeredCall(seed, codec, viewers: 2 + (int)(seed % 2), Bad);
        call.Run(duration);
        call.Close();

        Assert.True(!call.Violations.Any(), $"seed {seed}, {call.Summary}:\n{string.Join('\n', call.Violations)}");
        Assert.True(call.Viewers.All(viewer => viewer.Check.Packets > 50 * duration.TotalMinutes), $"seed {seed}: {call.Summary}");
        Assert.Equal(0, call.Leased);
        return call.Trace;
    }
}
