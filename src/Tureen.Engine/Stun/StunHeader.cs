namespace Tureen.Engine.Stun;

/// <summary>The fixed part of every message (RFC 8489 §5).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |0 0|     STUN Message Type     |         Message Length        |
/// |                         Magic Cookie                          |
/// |                     Transaction ID (96 bits)                  |
/// </code>
/// </remarks>
internal static class StunHeader
{
    /// <summary>Bytes.</summary>
    public const int Length = 20;

    /// <summary>Bytes. Where the transaction id begins.</summary>
    public const int TransactionIdOffset = 8;

    /// <summary>Bytes.</summary>
    public const int TransactionIdLength = 12;

    /// <summary>Bytes of the type and the length in front of each attribute's value.</summary>
    public const int AttributeHeaderLength = 4;

    /// <summary>Bytes. An HMAC-SHA1.</summary>
    public const int MessageIntegrityLength = 20;

    /// <summary>Bytes. A CRC-32.</summary>
    public const int FingerprintLength = 4;

    public const uint MagicCookie = 0x2112A442;

    /// <summary>Keeps a FINGERPRINT apart from the CRC-32 of a protocol underneath (RFC 8489 §14.7).</summary>
    public const uint FingerprintMask = 0x5354554E;

    /// <summary>The only method of ICE; those of TURN are in <see cref="TurnMethod"/>.</summary>
    public const ushort BindingMethod = 1;

    /// <summary>The method's twelve bits with the two class bits woven in.</summary>
    public static ushort EncodeType(StunClass messageClass, ushort method) =>
        (ushort)((method & 0x000F)
            | ((method & 0x0070) << 1)
            | ((method & 0x0F80) << 2)
            | (((int)messageClass & 1) << 4)
            | (((int)messageClass & 2) << 7));

    public static StunClass DecodeClass(ushort type) => (StunClass)(((type >> 4) & 1) | ((type >> 7) & 2));

    public static ushort DecodeMethod(ushort type) =>
        (ushort)((type & 0x000F) | ((type >> 1) & 0x0070) | ((type >> 2) & 0x0F80));

    /// <summary>An attribute's value length with its padding.</summary>
    public static int Pad(int length) => (length + 3) & ~3;
}
