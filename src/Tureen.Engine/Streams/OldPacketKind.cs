namespace Tureen.Engine.Streams;

/// <summary>What a packet is whose sequence number is not above the highest one.</summary>
internal enum OldPacketKind : byte
{
    /// <summary>It had not come yet, and its timestamp fits between those of its neighbors.</summary>
    Late,

    /// <summary>It came before, with this timestamp.</summary>
    Repeated,

    /// <summary>Its timestamp contradicts the place of its number: another packet, so the source gave the number out anew.</summary>
    Foreign,
}
