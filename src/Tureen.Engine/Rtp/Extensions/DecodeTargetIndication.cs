namespace Tureen.Engine.Rtp.Extensions;

/// <summary>What a frame is to a decode target (AV1 RTP payload format §A.2, table A.1).</summary>
internal enum DecodeTargetIndication : byte
{
    /// <summary>Not part of it.</summary>
    NotPresent = 0,

    /// <summary>Part of it, and no later frame of it needs this one.</summary>
    Discardable = 1,

    /// <summary>From here on all frames of it can be decoded, if this one can.</summary>
    Switch = 2,

    /// <summary>Part of it, and neither of the others.</summary>
    Required = 3,
}
