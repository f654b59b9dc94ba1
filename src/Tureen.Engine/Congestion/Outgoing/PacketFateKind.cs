namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What became of a packet.</summary>
internal enum PacketFateKind : byte
{
    Received,

    /// <summary>Two reports left it out.</summary>
    Lost,

    /// <summary>It was counted as lost and came after all.</summary>
    Found,
}
