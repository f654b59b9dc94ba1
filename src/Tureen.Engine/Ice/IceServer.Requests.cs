using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice;

/// <content>The way of a STUN datagram: parse, check the form, authenticate, answer, then act.</content>
internal sealed partial class IceServer
{
    /// <summary>Takes a datagram that looks like STUN. True when it was an authenticated check that is now in effect.</summary>
    public bool HandleRequest(
        Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink, out DropReason reason)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message))
        {
            reason = DropReason.StunMalformed;
            return false;
        }

        return HandleRequest(now, tuple, message, sink, out reason);
    }

    /// <summary>The same for a caller that has parsed the message already to find this server by its fragment.</summary>
    public bool HandleRequest(
        Timestamp now, in TransportTuple tuple, in StunMessage message, IDatagramSink sink, out DropReason reason)
    {
        // 1. Indications keep a NAT open, and responses answer no request of ours; neither proves anything.
        reason = PrecheckMessage(message);
        if (reason != DropReason.None)
        {
            return false;
        }

        // 2. A request that is malformed or not authentic gets an error and leaves no trace.
        StunErrorCode error = IceRequestGate.CheckForm(message);
        IceCredentials? credentials = error == StunErrorCode.None ? Authenticate(message) : null;
        if (credentials is null)
        {
            error = error == StunErrorCode.None ? StunErrorCode.Unauthenticated : error;
            reason = _gate.Refuse(now, tuple, message, error, key: default, sink);
            return false;
        }

        // 3. The peer is who it should be, and knows the newest credentials; but it may ask for what we cannot give.
        if (credentials == _credentials)
        {
            DiscardPreviousCredentials();
        }

        error = CheckRequest(message);
        if (error != StunErrorCode.None)
        {
            reason = _gate.Refuse(now, tuple, message, error, credentials.Key, sink);
            return false;
        }

        // 4. Answer with the password it used, and take the path.
        int length = StunResponse.WriteSuccess(
            message, tuple.Remote, credentials.Key, sink.GetSpan(StunResponse.MaxLength));
        sink.Send(tuple, length);
        HandleCheck(now, tuple, message.HasUseCandidate, message.HasNomination ? message.Nomination : null);
        RefreshConsent(now);
        return true;
    }

    bool IIceAgent.HandleStun(
        Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink, out DropReason reason) =>
        HandleRequest(now, tuple, datagram, sink, out reason);

    private DropReason PrecheckMessage(in StunMessage message)
    {
        if (State == IceState.Closed)
        {
            return DropReason.TransportClosed;
        }

        if (message.Class != StunClass.Request)
        {
            return DropReason.StunNotBindingRequest;
        }

        return _events.Count >= EngineLimits.MaxIceEvents ? DropReason.StunRateLimited : DropReason.None;
    }

    private static StunErrorCode CheckRequest(in StunMessage request)
    {
        if (request.UnknownAttributeCount > 0)
        {
            return StunErrorCode.UnknownAttribute;
        }

        return request.HasIceControlled ? StunErrorCode.RoleConflict : StunErrorCode.None;
    }

    private IceCredentials? Authenticate(in StunMessage request)
    {
        if (_credentials.Authenticates(request))
        {
            return _credentials;
        }

        return _previousCredentials?.Authenticates(request) == true ? _previousCredentials : null;
    }
}
