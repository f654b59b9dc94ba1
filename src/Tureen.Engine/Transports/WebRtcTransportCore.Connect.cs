using Tureen.Engine.Dtls;
using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

internal sealed partial class WebRtcTransportCore
{
    private Timestamp? _dtlsBeganAt;

    /// <summary>Takes the peer's DTLS parameters and returns the local role.</summary>
    /// <exception cref="MediasoupException">Called a second time.</exception>
    /// <exception cref="MediasoupTypeException">There is no fingerprint that counts, or one is malformed.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public DtlsRole Connect(Timestamp now, DtlsParameters remote, IDatagramSink sink)
    {
        ThrowIfClosed();
        if (_isConnectCalled)
        {
            throw new MediasoupException("connect() already called");
        }

        RemoteFingerprints fingerprints = RemoteFingerprintsCheck.Read(remote, _allowsSha1Fingerprints);
        _isConnectCalled = true;
        _localRole = remote.Role == DtlsRole.Client ? DtlsRole.Server : DtlsRole.Client;

        // ICE may have come up before connect(), and DTLS then began as a server.
        if (_dtls.Role != DtlsRole.Auto && _dtls.Role != RoleToTake)
        {
            _dtls.Reset();
        }

        _dtls.SetRemoteFingerprints(fingerprints);
        StartDtlsIfReady(now, sink);
        DrainDtlsEvents(now, sink);
        ArmDeadline();
        return _localRole;
    }

    /// <summary>New ICE credentials; the old ones stay good until the new ones are used (mediasoup restartIce).</summary>
    public IceParameters RestartIce(Timestamp now, IDatagramSink sink)
    {
        _ice.Restart(now);
        DrainIceEvents(now, sink);
        ArmDeadline();
        return IceParameters;
    }

    private DtlsRole _localRole = DtlsRole.Auto;

    /// <summary>Until connect() sets another role, it is a server, which waits for the peer's first flight.</summary>
    private DtlsRole RoleToTake => _localRole == DtlsRole.Client ? DtlsRole.Client : DtlsRole.Server;

    private bool IsIceUp => _ice.State is IceState.Connected or IceState.Completed;

    private void StartDtlsIfReady(Timestamp now, IDatagramSink sink)
    {
        if (!IsIceUp || _dtls.State != DtlsState.New || !_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            return;
        }

        _dtls.Start(now, RoleToTake, tuple, sink);
    }

    private void DrainIceEvents(Timestamp now, IDatagramSink sink)
    {
        while (_ice.TryDequeueEvent(out IceEvent iceEvent))
        {
            switch (iceEvent.Kind)
            {
                case IceEventKind.StateChanged:
                    HandleIceState(now, iceEvent.State, sink);
                    break;
                case IceEventKind.SelectedTupleChanged:
                    RaiseSelectedTuple(now);
                    break;
                case IceEventKind.TupleAdded:
                    HandleTupleAdded(iceEvent.Tuple);
                    break;
                case IceEventKind.TupleRemoved:
                    HandleTupleRemoved(iceEvent.Tuple);
                    break;
                case IceEventKind.LocalCredentialsChanged:
                    _server?.AddFragment(iceEvent.UsernameFragment!, this);
                    break;
                case IceEventKind.LocalCredentialsDiscarded:
                    _server?.RemoveFragment(iceEvent.UsernameFragment!);
                    break;
            }
        }
    }

    private void HandleTupleAdded(in TransportTuple tuple)
    {
        _server?.AddTuple(tuple, this);
        if (tuple.Protocol == TransportProtocol.Tcp)
        {
            Context.Sockets.ConfirmConnection(tuple);
        }
    }

    private void HandleTupleRemoved(in TransportTuple tuple)
    {
        _server?.RemoveTuple(tuple, this);
        if (tuple.Protocol == TransportProtocol.Tcp)
        {
            Context.Sockets.CloseConnection(tuple);
        }
    }

    private void RaiseSelectedTuple(Timestamp now)
    {
        if (!_ice.TryGetSelectedTuple(out TransportTuple tuple))
        {
            _selectedTupleNotice.Forget();
        }
        else if (_selectedTupleNotice.TryRaise(now, tuple))
        {
            Context.Events.Enqueue(new IceSelectedTupleEvent(Id, _listeners.Describe(tuple)));
        }
        else
        {
            ArmDeadline();
        }
    }

    private void HandleIceState(Timestamp now, IceState state, IDatagramSink sink)
    {
        if (IsClosed || state == IceState.Closed)
        {
            return;
        }

        if (state == IceState.Disconnected)
        {
            _selectedTupleNotice.Forget();
        }

        Context.Events.Enqueue(new IceStateEvent(Id, state));
        StartDtlsIfReady(now, sink);
        DrainDtlsEvents(now, sink);
        UpdateConnected(now, sink);
    }

    private void DrainDtlsEvents(Timestamp now, IDatagramSink sink)
    {
        while (_dtls.TryDequeueEvent(out DtlsEvent dtlsEvent))
        {
            switch (dtlsEvent.Kind)
            {
                case DtlsEventKind.SrtpKeysReady:
                    _srtp.Start(dtlsEvent.SrtpKeys!);
                    break;
                case DtlsEventKind.StateChanged:
                    HandleDtlsState(now, dtlsEvent.State, sink);
                    break;
                default:
                    break;
            }
        }
    }

    private void HandleDtlsState(Timestamp now, DtlsState state, IDatagramSink sink)
    {
        string? certificate = state == DtlsState.Connected ? _dtls.RemoteCertificatePem : null;
        TimeSpan? time = state is DtlsState.Connected or DtlsState.Failed ? now - _dtlsBeganAt : null;
        _dtlsBeganAt = state == DtlsState.Connecting ? now : null;
        Context.Events.Enqueue(new DtlsStateEvent(Id, state, certificate, time));
        UpdateConnected(now, sink);
    }

    private void UpdateConnected(Timestamp now, IDatagramSink sink) =>
        SetConnected(now, IsIceUp && _dtls.State == DtlsState.Connected && _srtp.IsReady, sink);
}
