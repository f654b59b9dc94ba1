namespace Tureen.Engine.Streams;

/// <summary>What kind of packet has a sequence number that is not above the highest one.</summary>
internal enum OldPacketKind : byte
{
    /// <summary>It had not come yet, and its timestamp fits between those of its neighbors.</summary>
    Late,

    /// <summary>It came before, with this timestamp.</summary>
    Repeated,

    /// <summary>Its timestamp contradicts the place of its number: the source has used the number again for another packet.</summary>
    Foreign,
}
