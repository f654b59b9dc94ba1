using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Capture;

/// <summary>
/// The place of a path where a tap can be attached. The path sends through <see cref="Over(IDatagramSink)"/>, which is its own sink while there is no tap.
/// With a tap, this object stands in between: it keeps what is written, because a span of the sink cannot be kept, and copies it twice.
/// </summary>
/// <remarks>
/// Wireshark needs the keys of DTLS before the ChangeCipherSpec of the same handshake, and they may be known only when the datagram that has it is
/// handled. Until they are known, a received datagram of DTLS therefore waits for what comes of it.
/// </remarks>
/// <param name="keys">Knows the keys of DTLS; null on a path without DTLS.</param>
internal sealed class PathTap(IKeyLogSource? keys = null) : IDatagramSink
{
    private IPacketTap? _tap;
    private IDatagramSink _sink = null!;
    private byte[] _space = [];
    private byte[] _held = [];
    private int _heldLength;
    private CapturedLayer _heldLayer;
    private byte[] _waiting = [];
    private int _waitingLength;
    private TransportTuple _waitingTuple;
    private bool _awaitsKeys;

    public bool IsOn => _tap is not null;

    /// <exception cref="MediasoupException">There is a tap already.</exception>
    public void Start(IPacketTap tap)
    {
        if (_tap is not null)
        {
            throw new MediasoupException("capture already started");
        }

        _tap = tap;
        _space = new byte[EngineLimits.MaxDatagramLength];
        _held = new byte[EngineLimits.MaxDatagramLength];
        _waiting = new byte[EngineLimits.MaxDatagramLength];

        // The keys of an earlier handshake are of no use without it.
        _awaitsKeys = keys is not null && keys.KeyLogLine is null;
    }

    /// <summary>Detaches <paramref name="tap"/> if it is the one that is attached.</summary>
    public void Stop(IPacketTap tap)
    {
        if (_tap == tap)
        {
            End();
        }
    }

    /// <summary>Detaches the tap, if there is one.</summary>
    public void End()
    {
        Release();
        IPacketTap? tap = _tap;
        _tap = null;
        _space = [];
        _held = [];
        _waiting = [];
        tap?.HandleEnd();
    }

    /// <summary>The sink for what the path sends.</summary>
    public IDatagramSink Over(IDatagramSink sink) => _tap is null ? sink : Stand(sink);

    /// <summary>The sink for the datagram that is to carry a packet, whose bytes are <paramref name="start"/> and then <paramref name="rest"/>.</summary>
    public IDatagramSink Over(IDatagramSink sink, CapturedLayer layer, ReadOnlySpan<byte> start, ReadOnlySpan<byte> rest)
    {
        if (_tap is null)
        {
            return sink;
        }

        // Encryption is about to overwrite them.
        Stand(sink);
        if (start.Length + rest.Length <= _held.Length)
        {
            start.CopyTo(_held);
            rest.CopyTo(_held.AsSpan(start.Length));
            _heldLength = start.Length + rest.Length;
            _heldLayer = layer;
        }

        return this;
    }

    /// <summary>A datagram arrived. The path handles it next, and then calls <see cref="Release"/>.</summary>
    public void HandleReceived(in TransportTuple tuple, ReadOnlySpan<byte> datagram)
    {
        if (_tap is null)
        {
            return;
        }

        if (_awaitsKeys && datagram.Length <= _waiting.Length && PacketClassifier.Classify(datagram) == PacketKind.Dtls)
        {
            datagram.CopyTo(_waiting);
            _waitingLength = datagram.Length;
            _waitingTuple = tuple;
        }
        else
        {
            _tap.HandlePacket(CapturedLayer.Wire, isSent: false, tuple, datagram);
        }
    }

    /// <summary>The datagram that arrived last has been handled.</summary>
    public void Release()
    {
        if (_waitingLength > 0)
        {
            WriteKeysIfKnown();
            _tap?.HandlePacket(CapturedLayer.Wire, isSent: false, _waitingTuple, _waiting.AsSpan(0, _waitingLength));
            _waitingLength = 0;
        }
    }

    /// <summary>A packet was taken out of a datagram and accepted.</summary>
    public void HandleOpened(CapturedLayer layer, in TransportTuple tuple, ReadOnlySpan<byte> packet) =>
        _tap?.HandlePacket(layer, isSent: false, tuple, packet);

    Span<byte> IDatagramSink.GetSpan(int maximumLength)
    {
        if (maximumLength > _space.Length)
        {
            _space = new byte[maximumLength];
        }

        return _space.AsSpan(0, maximumLength);
    }

    void IDatagramSink.Send(in TransportTuple tuple, int length)
    {
        ReadOnlySpan<byte> datagram = _space.AsSpan(0, length);
        datagram.CopyTo(_sink.GetSpan(length));
        _sink.Send(tuple, length);
        Release();
        WriteKeysIfKnown();
        _tap?.HandlePacket(CapturedLayer.Wire, isSent: true, tuple, datagram);
        if (_heldLength > 0)
        {
            _tap?.HandlePacket(_heldLayer, isSent: true, tuple, _held.AsSpan(0, _heldLength));
            _heldLength = 0;
        }
    }

    private void WriteKeysIfKnown()
    {
        if (_awaitsKeys && keys!.KeyLogLine is { } line)
        {
            _awaitsKeys = false;
            _tap?.HandleDtlsKeys(line);
        }
    }

    private PathTap Stand(IDatagramSink sink)
    {
        _sink = sink;
        _heldLength = 0;
        return this;
    }
}
