namespace Tureen.Audio;

/// <summary>How an <see cref="AudioWriter"/> works.</summary>
public sealed record AudioWriterOptions
{
    /// <summary>The rate of the samples, a multiple of 50 from 4000 to 192000. Rates other than 48000 are converted.</summary>
    public int SampleRate { get; init; } = 48_000;

    /// <summary>Bits a second, from 6000 to 128000.</summary>
    public int Bitrate { get; init; } = 32_000;

    /// <summary>Whether packets repeat the frame before them in lower quality, which repairs single losses.</summary>
    public bool InbandFec { get; init; } = true;

    /// <summary>Percent of packets that the encoder expects to be lost, which <see cref="InbandFec"/> depends on.</summary>
    public int ExpectedLoss { get; init; } = 5;

    /// <summary>Whether nothing is sent during silence (below −75 dBov, or when nothing is written), apart from a short packet each 400 ms.</summary>
    public bool Dtx { get; init; } = true;

    /// <summary>How much the writer holds at most, up to 10 minutes.</summary>
    public TimeSpan QueueLimit { get; init; } = AudioLimits.DefaultQueue;

    /// <summary>
    /// How many earlier frames each packet repeats whole, from 0 to 3, for a session of the application's own whose codec is <c>audio/red</c> (RFC 2198).
    /// The routers of Tureen and mediasoup have no such codec.
    /// </summary>
    public int Redundancy { get; init; }

    /// <summary>The payload type of Opus inside RED.</summary>
    public int RedOpusPayloadType { get; init; } = 111;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
