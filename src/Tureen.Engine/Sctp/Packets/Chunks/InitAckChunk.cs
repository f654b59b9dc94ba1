namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>INIT ACK (RFC 9260 §3.3.3): the answer to INIT, with the state cookie among its parameters.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |   Type = 2    |  Chunk Flags  |         Chunk Length          |
///  |                         Initiate Tag                          |
///  |           Advertised Receiver Window Credit (a_rwnd)          |
///  |  Number of Outbound Streams   |   Number of Inbound Streams   |
///  |                          Initial TSN                          |
///  /              Optional/Variable-Length Parameters              /
/// </code></remarks>
internal readonly ref struct InitAckChunk
{
    public const byte Type = 2;

    public InitFields Fields { get; private init; }

    public ReadOnlySpan<byte> Parameters { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out InitAckChunk chunk)
    {
        chunk = default;
        if (!ChunkFrame.TryRead(bytes, Type, InitFields.ChunkLength, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        chunk = new InitAckChunk { Fields = InitFields.Read(frame), Parameters = frame[InitFields.ChunkLength..] };
        return true;
    }

    /// <summary>Completes a chunk whose parameters are already written after the fixed fields; returns its length with padding.</summary>
    public static int Write(Span<byte> destination, in InitFields fields, int parametersLength)
    {
        fields.Write(destination);
        return ChunkFrame.Write(destination, Type, 0, InitFields.ChunkLength + parametersLength);
    }
}
