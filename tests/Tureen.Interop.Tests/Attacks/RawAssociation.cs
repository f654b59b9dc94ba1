using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Interop.Tests.Native;
using Tureen.Testing.Simulation;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>The attacker's end of an SCTP association, whose chunks are made by hand.</summary>
internal sealed class RawAssociation
{
    public const byte DataChunk = 0;
    public const byte SackChunk = 3;
    public const byte CookieEchoChunk = 10;
    public const byte ReConfigChunk = 130;
    public const byte ForwardTsnChunk = 192;

    private const byte InitChunk = 1;
    private const byte InitAckChunk = 2;
    private const byte CookieAckChunk = 11;
    private const int CommonHeader = 12;
    private const int InitFields = 16;
    private const uint LocalTag = 0x1234_5678;
    private const ushort CookieParameter = 7;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LoopbackNetwork _network;
    private readonly WebRtcEndpoint _endpoint;
    private readonly TaskCompletionSource _initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RawAssociation(LoopbackNetwork network, WebRtcEndpoint endpoint)
    {
        _network = network;
        _endpoint = endpoint;
        endpoint.SctpReceived = Receive;
    }

    /// <summary>Takes each chunk of the server after the handshake: its type and its value.</summary>
    public Action<Timestamp, byte, byte[], IDatagramSink> ChunkReceived { get; set; } = static (_, _, _, _) => { };

    public uint PeerTag { get; private set; }

    public uint PeerInitialTsn { get; private set; }

    public byte[] Cookie { get; private set; } = [];

    /// <summary>The number of the next DATA chunk, and of the first request about streams.</summary>
    public uint NextTsn { get; set; } = 1;

    public bool IsConnected => _connected.Task.IsCompletedSuccessfully;

    /// <summary>INIT, and the server's answer with its cookie.</summary>
    public async Task InitializeAsync()
    {
        byte[] fields =
        [
            .. SctpPacketBytes.Number(LocalTag), .. SctpPacketBytes.Number(8 << 20), 0xFF, 0xFF, 0xFF, 0xFF, .. SctpPacketBytes.Number(NextTsn),
            .. SctpPacketBytes.Parameter(0xC000), .. SctpPacketBytes.Parameter(0x8008, ReConfigChunk, ForwardTsnChunk),
        ];
        await SendAsync(0, SctpPacketBytes.Chunk(InitChunk, 0, fields));
        await _initialized.Task.WaitAsync(Patience);
    }

    public async Task ConnectAsync()
    {
        await InitializeAsync();
        await SendAsync(PeerTag, SctpPacketBytes.Chunk(CookieEchoChunk, 0, Cookie));
        await _connected.Task.WaitAsync(Patience);
    }

    public Task SendAsync(uint tag, params byte[][] chunks) =>
        _network.InvokeAsync((now, sink) => _endpoint.SendSctp(now, SctpPacketBytes.Packet(tag, chunks), sink));

    /// <summary>On the thread of the endpoints.</summary>
    public void Send(Timestamp now, byte[] chunks, IDatagramSink sink) =>
        _endpoint.SendSctp(now, SctpPacketBytes.Packet(PeerTag, chunks), sink);

    private void Receive(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        int offset = CommonHeader;
        while (packet.Length >= offset + 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(packet[(offset + 2)..]);
            if (length < 4 || offset + length > packet.Length)
            {
                return;
            }

            HandleChunk(now, packet[offset], packet.Slice(offset + 4, length - 4).ToArray(), sink);
            offset += (length + 3) & ~3;
        }
    }

    private void HandleChunk(Timestamp now, byte type, byte[] value, IDatagramSink sink)
    {
        switch (type)
        {
            case InitAckChunk:
                PeerTag = BinaryPrimitives.ReadUInt32BigEndian(value);
                PeerInitialTsn = BinaryPrimitives.ReadUInt32BigEndian(value.AsSpan(12));
                Cookie = FindCookie(value.AsSpan(InitFields));
                _initialized.TrySetResult();
                break;
            case CookieAckChunk:
                _connected.TrySetResult();
                break;
            default:
                ChunkReceived(now, type, value, sink);
                break;
        }
    }

    private static byte[] FindCookie(ReadOnlySpan<byte> parameters)
    {
        while (parameters.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(parameters[2..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(parameters) == CookieParameter)
            {
                return parameters[4..length].ToArray();
            }

            parameters = parameters[Math.Min(parameters.Length, (length + 3) & ~3)..];
        }

        return [];
    }
}
