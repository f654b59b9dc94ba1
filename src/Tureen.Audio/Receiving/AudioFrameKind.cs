namespace Tureen.Audio;

/// <summary>Where the samples of a frame come from.</summary>
public enum AudioFrameKind
{
    /// <summary>Nothing is received at present: silence or quiet noise.</summary>
    Silence = 0,

    /// <summary>What the sender sent.</summary>
    Decoded = 1,

    /// <summary>A packet is missing, and a later one had its frame (in-band FEC or RED).</summary>
    Recovered = 2,

    /// <summary>A packet is missing; the frame continues what was before.</summary>
    Concealed = 3,
}
