using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Capture;

/// <summary>Takes copies of what one transport receives and sends. Runs on the worker's thread, so it neither waits nor throws.</summary>
internal interface IPacketTap
{
    /// <summary>Takes one packet, whose bytes are valid during the call only.</summary>
    void HandlePacket(CapturedLayer layer, bool isSent, in TransportTuple tuple, ReadOnlySpan<byte> packet);

    /// <summary>The keys of a DTLS handshake are known; <paramref name="line"/> is the line of a key log that decrypts its records.</summary>
    void HandleDtlsKeys(string line);

    /// <summary>Nothing more comes.</summary>
    void HandleEnd();
}
