using Tureen.Testing.Simulation.Congestion;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Simulation.Congestion;

public sealed class CongestedCallTests
{
    private static readonly BottleneckOptions Wide = new() { Capacity = CapacityTrace.Constant(20_000_000) };

    public static TheoryData<string> Cameras => ["camera", "plain camera", "scalable camera", "screen"];

    [Theory]
    [MemberData(nameof(Cameras))]
    public void On_a_wide_link_each_picture_can_be_decoded(string name)
    {
        VideoSourceOptions source = SourceOf(name);
        using var call = new CongestedCall(new CallOptions { Link = Wide, Sources = [source, new AudioSourceOptions()] }, seed: 3);
        call.Run(TimeSpan.FromSeconds(20));

        ObservedConsumer video = call.Consumers[0];
        Assert.InRange(video.Video!.Freezes.Frames, (20 * source.FramesPerSecond) - 30, (20 * source.FramesPerSecond) + 2);
        Assert.Empty(video.Video.Freezes.Freezes);
        Assert.Equal(0, call.Receivers[0].KeyFrameRequests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_highest_layers_have_the_rate_of_the_options_and_its_usual_split(int layer)
    {
        VideoSourceOptions camera = VideoSourceOptions.Camera;
        camera = camera with { Rates = [camera.Rates[layer]] };
        using var call = new CongestedCall(new CallOptions { Link = Wide, Sources = [camera] }, seed: 3);
        call.Run(TimeSpan.FromSeconds(60));

        double[] rates = [.. Enumerable.Range(0, 3).Select(temporal => call.Ledger.Packets
            .Where(packet => packet.Class == PacketClass.Video && packet.Temporal <= temporal)
            .Sum(static packet => packet.Length * 8 / 60.0))];
        Assert.Equal(1, rates[2] / StepLadder.RateOf(camera, new LayerStep(0, 2)), 0.04);
        Assert.Equal(0.6, rates[1] / rates[2], 0.03);
        Assert.Equal(0.4, rates[0] / rates[2], 0.03);
    }

    [Fact]
    public void Receivers_report_arrivals_ten_times_a_second_and_let_the_server_measure_the_round_trip()
    {
        using var call = new CongestedCall(new CallOptions { Link = Wide }, seed: 3);
        call.Run(TimeSpan.FromSeconds(20));

        Assert.InRange(call.Receivers[0].FeedbackMessages, 195, 200);
        Assert.Equal(40, call.Consumers[0].Core.GetStats(call.World.Now)[0].RoundTripTime!.Value, 2.0);
    }

    [Fact]
    public void A_receiver_that_negotiates_no_feedback_gets_the_same_media()
    {
        using var call = new CongestedCall(
            new CallOptions { Link = Wide, Receivers = [new ReceiverOptions { NegotiatesFeedback = false }] }, seed: 3);
        call.Run(TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(
            call.Consumers[0].Core.Options.RtpParameters.Codecs.SelectMany(static codec => codec.RtcpFeedback),
            static feedback => feedback.Type is "transport-cc" or "goog-remb");
        Assert.InRange(call.Consumers[0].Video!.Freezes.Frames, 147, 151);
    }

    [Fact]
    public void The_same_seed_makes_the_same_call_and_another_one_does_not()
    {
        static ulong HashOf(ulong seed)
        {
            var options = new CallOptions
            {
                Link = new BottleneckOptions
                {
                    Capacity = CapacityTrace.Steps((0, 3_000_000), (5, 500_000), (10, 3_000_000)),
                    Loss = LossModel.Runs(0.02, 3),
                    Aggregation = Aggregation.Usual,
                },
                CrossFlows = [new CrossFlowOptions { IsCubic = true, Bytes = (100_000, 500_000) }],
            };
            using var call = new CongestedCall(options, seed);
            call.Run(TimeSpan.FromSeconds(15));
            return call.Ledger.Hash;
        }

        Assert.Equal(HashOf(11), HashOf(11));
        Assert.NotEqual(HashOf(11), HashOf(12));
    }

    [Fact]
    public void Key_frames_come_after_requests_and_are_longer()
    {
        using var call = new CongestedCall(new CallOptions { Link = Wide }, seed: 4);
        call.At(TimeSpan.FromSeconds(5), static busy => busy.Consumers[0].Core.RequestKeyFrame(busy.World.Now, busy.Server.Sink));
        call.Run(TimeSpan.FromSeconds(6));

        var longest = call.Ledger.Packets
            .Where(packet => packet.Class == PacketClass.Video && packet.EnteredAt - call.Start > TimeSpan.FromSeconds(4))
            .GroupBy(static packet => packet.Picture)
            .MaxBy(static picture => picture.Sum(static packet => packet.Length))!
            .ToArray();
        Assert.InRange((longest[0].EnteredAt - call.Start).TotalSeconds, 5.02, 5.14);

        // Five times 1.5 Mbit/s by 30 frames of 8 bits, within the deviation of the lengths.
        Assert.InRange(longest.Sum(static packet => packet.Length), 18_000, 55_000);
    }

    private static VideoSourceOptions SourceOf(string name) => name switch
    {
        "camera" => VideoSourceOptions.Camera,
        "plain camera" => VideoSourceOptions.PlainCamera,
        "scalable camera" => VideoSourceOptions.Camera with { IsScalable = true },
        _ => VideoSourceOptions.Screen,
    };
}
