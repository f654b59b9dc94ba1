namespace Tureen.Bench.Fanout;

/// <summary>What one publisher sends, and when.</summary>
/// <param name="Name">How the table names it.</param>
/// <param name="IsAudio">Opus instead of VP8.</param>
/// <param name="PacketLength">Bytes of a packet as its publisher sends it, before encryption.</param>
/// <param name="StepsPerSecond">How often packets leave.</param>
/// <param name="PacketsPerStep">How many leave together.</param>
/// <param name="PacketsPerFrame">How many have one timestamp.</param>
/// <param name="TimestampStep">From one timestamp to the next.</param>
internal sealed record MediaShape(
    string Name, bool IsAudio, int PacketLength, int StepsPerSecond, int PacketsPerStep, int PacketsPerFrame, uint TimestampStep)
{
    /// <summary>Video whose frames come at once.</summary>
    public static readonly MediaShape Burst = new("burst", false, FanoutOptions.PacketLength, FanoutOptions.FramesPerSecond, FanoutOptions.PacketsPerFrame, FanoutOptions.PacketsPerFrame, 3000);

    /// <summary>Video whose packets come evenly.</summary>
    public static readonly MediaShape Even = Burst with
    {
        Name = "even",
        StepsPerSecond = FanoutOptions.FramesPerSecond * FanoutOptions.PacketsPerFrame,
        PacketsPerStep = 1,
    };

    /// <summary>Audio in packets of 20 ms.</summary>
    public static readonly MediaShape Audio = new("audio", true, 120, 50, 1, 1, 960);

    /// <summary>The number of the first packet that has this RTP timestamp.</summary>
    public uint FirstPacketAt(uint timestamp) => timestamp / TimestampStep * (uint)PacketsPerFrame;
}
