using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;

namespace Tureen.Engine.Ice.Agent;

/// <summary>Who the two agents are: their credentials (RFC 8445 §5.3) and their roles (RFC 8445 §6.1.1).</summary>
internal sealed class IceSession
{
    /// <summary>Bytes of a user name fragment or password that signaling may bring (RFC 8839 §5.4).</summary>
    private const int MaxCredentialLength = 256;

    private readonly RandomSource _random;
    private readonly ulong _tieBreaker;
    private IceCredentials _local;
    private IceCredentials? _previousLocal;

    public IceSession(RandomSource random, bool isControlling)
    {
        _random = random;
        _tieBreaker = random.NextUInt64();
        _local = new IceCredentials(random);
        IsControlling = isControlling;
    }

    public IceCredentials Local => _local;

    /// <summary>Null before signaling brought them.</summary>
    public IceCredentials? Remote { get; private set; }

    /// <summary>The peer never checks.</summary>
    public bool IsRemoteLite { get; private set; }

    public bool IsControlling { get; private set; }

    /// <exception cref="MediasoupTypeException">The credentials are missing or too long.</exception>
    public void SetRemote(IceParameters parameters)
    {
        var remote = new IceCredentials(parameters.UsernameFragment ?? "", parameters.Password ?? "");
        if (remote.UsernameFragmentBytes.Length is 0 or > MaxCredentialLength || remote.Key.Length is 0 or > MaxCredentialLength)
        {
            throw new MediasoupTypeException("missing or too long ICE credentials");
        }

        Remote = remote;
        IsRemoteLite = parameters.IceLite == true;

        // An agent that never checks cannot choose a pair (RFC 8445 §6.1.1).
        IsControlling |= IsRemoteLite;
    }

    /// <summary>New local credentials; the present ones stay valid until the peer has used the new ones.</summary>
    public void Restart()
    {
        _previousLocal = _local;
        _local = new IceCredentials(_random);
    }

    /// <summary>The credentials that an authentic request was made for.</summary>
    public IceCredentials? Authenticate(in StunMessage request)
    {
        if (_local.Authenticates(request))
        {
            _previousLocal = null;
            return _local;
        }

        return _previousLocal?.Authenticates(request) == true ? _previousLocal : null;
    }

    /// <summary>Whether a request names the same role as ours and we keep it, which the peer learns by an error (RFC 8445 §7.3.1.1).</summary>
    public bool WinsConflict(in StunMessage request) => IsControlling
        ? request.HasIceControlling && _tieBreaker >= request.IceControlling
        : request.HasIceControlled && _tieBreaker < request.IceControlled;

    /// <summary>Whether a request names the same role as ours.</summary>
    public bool IsInConflict(in StunMessage request) => IsControlling ? request.HasIceControlling : request.HasIceControlled;

    public void SwitchRole() => IsControlling = !IsControlling;

    /// <summary>Writes a check and returns its length.</summary>
    public int WriteCheck(in IceCheck check, uint priority, Span<byte> destination)
    {
        Span<byte> id = stackalloc byte[StunHeader.TransactionIdLength];
        check.Id.Write(id);
        var writer = new StunWriter(destination, StunClass.Request, id);
        writer.WriteUsername(Remote!.UsernameFragmentBytes, _local.UsernameFragmentBytes);
        if (check.IsControlling)
        {
            writer.WriteIceControlling(_tieBreaker);
        }
        else
        {
            writer.WriteIceControlled(_tieBreaker);
        }

        if (check.IsControlling && (check.Kind == IceCheckKind.Nomination || check.Pair.IsNominated))
        {
            writer.WriteUseCandidate();
        }

        writer.WritePriority(priority);
        writer.WriteMessageIntegrity(Remote.Key);
        writer.WriteFingerprint();
        return writer.Length;
    }
}
