using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>Asks one STUN server how it sees one of the local sockets (RFC 8445 §5.1.1.2).</summary>
/// <param name="random">Where the transaction comes from.</param>
/// <param name="url">What names the server in reports.</param>
/// <param name="tuple">The socket, and the server.</param>
internal sealed class ReflexiveProbe(RandomSource random, string url, TransportTuple tuple)
{
    private readonly TurnRequest _request = new();

    public string Url => url;

    public TransportTuple Tuple => tuple;

    public bool IsOpen => _request.IsOpen;

    /// <summary>The address; null while there is none.</summary>
    public NetworkAddress? Mapped { get; private set; }

    public Timestamp NextDeadline => _request.NextAt;

    public void Start(Timestamp now, IDatagramSink sink)
    {
        _request.Begin(now, TurnRequestKind.Allocate, isStream: false, random);
        Write(sink);
    }

    /// <summary>Whether a message is the answer, which comes from where the request went and has an address.</summary>
    public bool TryTake(in TransportTuple from, in StunMessage message)
    {
        bool isAnswer = IsOpen && from == tuple && message.IsBinding && StunTransactionId.Read(message.TransactionId) == _request.Id;
        if (isAnswer)
        {
            _request.End();
            Mapped = message.Class == StunClass.SuccessResponse && message.TryGetXorMappedAddress(out NetworkAddress mapped) ? mapped : null;
        }

        return isAnswer;
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_request.NextAt <= now && _request.TryRepeat(now))
        {
            Write(sink);
        }
    }

    private void Write(IDatagramSink sink)
    {
        Span<byte> id = stackalloc byte[StunHeader.TransactionIdLength];
        _request.Id.Write(id);
        var writer = new StunWriter(sink.GetSpan(EngineLimits.MaxStunLength), StunClass.Request, id);
        writer.WriteFingerprint();
        sink.Send(tuple, writer.Length);
    }
}
