using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Simulation.Congestion.Measures;

public sealed class LayerChoicesTests
{
    private static readonly Timestamp Start = new(1_000_000);

    /// <summary>The lowest layer for 10 s, the highest from then to 15 s, the middle to 30 s, and nothing for the last ten.</summary>
    private static readonly LayerChoices Choices = new(
        Enumerable.Range(0, 900).Select(static i => Packet(i, i < 300 ? 0 : i < 450 ? 2 : 1, Temporal(i))), Start, isScalable: false);

    [Fact]
    public void Switches_and_reversals_are_counted()
    {
        Assert.Equal([(10.0, true), (15.0, false)], Choices.Switches(TimeSpan.Zero, TimeSpan.FromSeconds(40)).Select(static each => (each.At.TotalSeconds, each.IsUp)));
        Assert.Equal(1, Choices.Reversals(TimeSpan.Zero, TimeSpan.FromSeconds(40)));
        Assert.Equal(0, Choices.Reversals(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(40)));
    }

    [Theory]
    [InlineData(5, 0, 2)]
    [InlineData(12, 2, 2)]
    [InlineData(20, 1, 2)]
    [InlineData(31, -1, -1)]
    public void The_layers_of_an_instant_are_those_of_the_packets_before(double seconds, int spatial, int temporal) =>
        Assert.Equal(new LayerStep(spatial, temporal), Choices.At(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_last_packet_above_a_step_ends_the_way_down()
    {
        TimeSpan? last = Choices.LastAbove(new LayerStep(1, 2), TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(40));

        Assert.Equal(14.967, last!.Value.TotalSeconds, 0.001);
        Assert.Equal(TimeSpan.FromSeconds(20), Choices.LastAbove(new LayerStep(1, 2), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)));
        Assert.Null(Choices.LastAbove(new LayerStep(0, 2), TimeSpan.FromSeconds(16), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void The_first_packet_of_a_step_is_found()
    {
        Assert.Equal(10.033, Choices.FirstOf(new LayerStep(2, 1), TimeSpan.Zero)!.Value.TotalSeconds, 0.001);
        Assert.Null(Choices.FirstOf(new LayerStep(2, 0), TimeSpan.FromSeconds(16)));
    }

    [Fact]
    public void The_highest_packet_of_a_scalable_picture_counts()
    {
        var choices = new LayerChoices(
            Enumerable.Range(0, 90).SelectMany(static i => Enumerable.Range(0, 3).Select(layer => Packet(i, layer, 0))), Start, isScalable: true);

        Assert.Empty(choices.Switches(TimeSpan.Zero, TimeSpan.FromSeconds(3)));
        Assert.Equal(new LayerStep(2, 0), choices.At(TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(3_000_000, 2, 2)]
    [InlineData(700_000, 1, 2)]
    [InlineData(500_000, 1, 1)]
    [InlineData(200_000, 0, 1)]
    [InlineData(60_000, -1, -1)]
    public void The_highest_step_within_a_capacity_leaves_room_for_audio_and_headers(double capacity, int spatial, int temporal) =>
        Assert.Equal(
            new LayerStep(spatial, temporal),
            StepLadder.HighestWithin(VideoSourceOptions.Camera, [VideoSourceOptions.Camera, new AudioSourceOptions()], capacity));

    private static int Temporal(int picture) => (picture % 4) switch
    {
        0 => 0,
        2 => 1,
        _ => 2,
    };

    private static PacketRecord Packet(int picture, int spatial, int temporal) => new(
        Start + TimeSpan.FromSeconds(picture / 30.0), PacketClass.Video, 0, 0, (byte)spatial, (byte)temporal, (uint)picture, 1000);
}
