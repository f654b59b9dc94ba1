using Tureen.Engine.Forwarding;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>A consumer with the two ends of its media.</summary>
/// <param name="Number">Its number among all consumers.</param>
/// <param name="Receiver">The number of its receiver.</param>
/// <param name="Core">The engine's consumer.</param>
/// <param name="Source">What it consumes.</param>
/// <param name="Video">What its receiver sees; null for audio.</param>
internal sealed record ObservedConsumer(int Number, int Receiver, ConsumerCore Core, SourceOptions Source, ReceivedVideo? Video)
{
    public uint Ssrc { get; } = Core.Options.RtpParameters.Encodings[0].Ssrc!.Value;

    public uint? RtxSsrc { get; } = Core.Options.RtpParameters.Encodings[0].Rtx?.Ssrc;
}
