using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports.Media;

/// <summary>The packets of one stream that wait, in their order: those behind a packet that waits wait, too.</summary>
internal sealed class PacedLane
{
    /// <summary>Null for what is sent again, of all streams.</summary>
    public OutgoingStream? Stream { get; set; }

    /// <summary>The slot of the oldest packet; −1 for none.</summary>
    public int Head { get; set; } = -1;

    public int Tail { get; set; } = -1;

    /// <summary>The timestamp of the newest frame that began with a key frame's first packet.</summary>
    public uint? KeyFrameTimestamp { get; set; }
}
