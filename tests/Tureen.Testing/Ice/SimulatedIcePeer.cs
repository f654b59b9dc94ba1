using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Testing.Ice;

/// <summary>
/// A controlling ICE agent that knows one remote candidate: it checks until it is answered, nominates, and then keeps
/// consent going (RFC 7675). It takes the time as a parameter, like the engine, and allocates nothing per check.
/// </summary>
internal sealed class SimulatedIcePeer
{
    private const int Outstanding = 16;
    private const int MaxRequestLength = 256;

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ConsentTimeout = TimeSpan.FromSeconds(30);

    private readonly RandomSource _random;
    private readonly byte[] _transactionIds = new byte[Outstanding * StunHeader.TransactionIdLength];
    private readonly byte[] _usernameFragment;
    private readonly ulong _tieBreaker;
    private byte[] _remoteUsernameFragment = [];
    private byte[] _remotePassword = [];
    private int _nextTransaction;
    private Timestamp _nextCheck = Timestamp.Never;
    private Timestamp _consentUntil = Timestamp.Never;

    public SimulatedIcePeer(RandomSource random, string remoteUsernameFragment, string remotePassword)
    {
        _random = random;
        UsernameFragment = random.NextString(4);
        _usernameFragment = Encoding.UTF8.GetBytes(UsernameFragment);
        _tieBreaker = random.NextUInt64();
        Restart(remoteUsernameFragment, remotePassword);
    }

    public string UsernameFragment { get; }

    /// <summary>Whether consent holds: an authenticated success within the last 30 seconds.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Where the server saw us, once answered.</summary>
    public NetworkAddress? MappedAddress { get; private set; }

    public StunErrorCode LastError { get; private set; }

    public int SuccessCount { get; private set; }

    /// <summary>Answers that were no STUN, were not requested, or did not carry the right integrity.</summary>
    public int RejectedCount { get; private set; }

    /// <summary>The path that checks are sent over. A change is a network switch: the next check goes over it.</summary>
    public TransportTuple Path { get; set; }

    /// <summary>Sent with every check when set, instead of USE-CANDIDATE.</summary>
    public uint? Nomination { get; set; }

    public bool UseCandidate { get; set; } = true;

    public uint Priority { get; set; } = 1_853_693_695;

    public Timestamp NextDeadline => Timestamp.Min(_nextCheck, IsConnected ? _consentUntil : Timestamp.Never);

    public void Start(Timestamp now, in TransportTuple path, IDatagramSink sink)
    {
        Path = path;
        SendCheck(now, sink);
    }

    /// <summary>The other side has new credentials.</summary>
    public void Restart(string remoteUsernameFragment, string remotePassword)
    {
        _remoteUsernameFragment = Encoding.UTF8.GetBytes(remoteUsernameFragment);
        _remotePassword = Encoding.UTF8.GetBytes(remotePassword);
    }

    public void Stop() => _nextCheck = Timestamp.Never;

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (IsConnected && now >= _consentUntil)
        {
            IsConnected = false;
        }

        if (now >= _nextCheck)
        {
            SendCheck(now, sink);
        }
    }

    /// <summary>Sends one check over <see cref="Path"/> now, and arms the next.</summary>
    public void SendCheck(Timestamp now, IDatagramSink sink)
    {
        Span<byte> transactionId = NewTransaction();
        var writer = new StunWriter(sink.GetSpan(MaxRequestLength), StunClass.Request, transactionId);
        writer.WriteUsername(_remoteUsernameFragment, _usernameFragment);
        writer.WriteIceControlling(_tieBreaker);
        if (Nomination is { } nomination)
        {
            writer.WriteNomination(nomination);
        }
        else if (UseCandidate)
        {
            writer.WriteUseCandidate();
        }

        writer.WritePriority(Priority);
        writer.WriteMessageIntegrity(_remotePassword);
        writer.WriteFingerprint();
        sink.Send(Path, writer.Length);
        _nextCheck = now + (IsConnected ? ConsentInterval() : CheckInterval);
    }

    /// <summary>Takes an answer. False when it is none of ours.</summary>
    public bool HandleResponse(Timestamp now, ReadOnlySpan<byte> datagram)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message) || !TryFinishTransaction(message.TransactionId))
        {
            RejectedCount++;
            return false;
        }

        if (message.Class == StunClass.ErrorResponse)
        {
            LastError = message.ErrorCode;
            return true;
        }

        if (message.Class != StunClass.SuccessResponse
            || !message.VerifyMessageIntegrity(_remotePassword)
            || !message.TryGetXorMappedAddress(out NetworkAddress mapped))
        {
            RejectedCount++;
            return false;
        }

        SuccessCount++;
        MappedAddress = mapped;
        _consentUntil = now + ConsentTimeout;
        if (!IsConnected)
        {
            IsConnected = true;
            _nextCheck = now + ConsentInterval();
        }

        return true;
    }

    // RFC 7675 §5.1: five seconds, times 0.8 to 1.2.
    private TimeSpan ConsentInterval() => TimeSpan.FromMilliseconds(_random.Next(4_000, 6_000));

    private Span<byte> NewTransaction()
    {
        Span<byte> id = _transactionIds.AsSpan(
            _nextTransaction * StunHeader.TransactionIdLength, StunHeader.TransactionIdLength);
        _nextTransaction = (_nextTransaction + 1) % Outstanding;
        _random.Fill(id);
        return id;
    }

    private bool TryFinishTransaction(ReadOnlySpan<byte> transactionId)
    {
        for (int i = 0; i < Outstanding; i++)
        {
            Span<byte> id = _transactionIds.AsSpan(i * StunHeader.TransactionIdLength, StunHeader.TransactionIdLength);
            if (id.SequenceEqual(transactionId) && id.ContainsAnyExcept((byte)0))
            {
                id.Clear();
                return true;
            }
        }

        return false;
    }
}
