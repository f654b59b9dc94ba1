using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <content>Inbound datagrams and the retransmission timer.</content>
internal sealed partial class DtlsTransport
{
    /// <summary>Takes one datagram and returns why it, or the first refused record in it, went no further.</summary>
    public DropReason HandleDatagram(
        Timestamp now, in TransportTuple tuple, ReadOnlySpan<byte> datagram, IDatagramSink sink)
    {
        if (State == DtlsState.New)
        {
            return DropReason.DtlsNotStarted;
        }

        if (datagram.Length > EngineLimits.MaxDatagramLength)
        {
            return DropReason.DtlsMalformed;
        }

        DropReason firstReason = DropReason.None;
        ReadOnlySpan<byte> rest = datagram;
        while (_session is { } session && DtlsRecord.TryRead(ref rest, out DtlsRecord record))
        {
            DropReason reason = _filter.Check(record, session.IsEstablished);
            if (reason == DropReason.None)
            {
                reason = HandleRecord(now, session, tuple, record, sink);
            }

            firstReason = firstReason == DropReason.None ? reason : firstReason;
        }

        if (_session is null)
        {
            return firstReason == DropReason.None && rest.Length == datagram.Length
                ? DropReason.TransportClosed
                : firstReason;
        }

        return rest.IsEmpty || firstReason != DropReason.None ? firstReason : DropReason.DtlsMalformed;
    }

    /// <summary>Sends the flight again, or gives up.</summary>
    public void HandleDeadline(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_flight is null || now < _flight.NextAt)
        {
            return;
        }

        if (_flight.TryTakeNext(now, out ReadOnlySpan<byte> records))
        {
            DtlsOutput.Send(records, tuple, sink);
        }
        else
        {
            End();
        }
    }

    private DropReason HandleRecord(
        Timestamp now, DtlsSession session, in TransportTuple tuple, in DtlsRecord record, IDatagramSink sink)
    {
        session.Feed(record);
        return session.IsEstablished
            ? ReadAll(now, session, tuple, sink)
            : ContinueHandshake(now, session, tuple, sink);
    }

    private DropReason ContinueHandshake(
        Timestamp now, DtlsSession session, in TransportTuple tuple, IDatagramSink sink)
    {
        DtlsSessionStatus status = session.ContinueHandshake();
        bool wasFlightSent = !session.RetransmissionStarts.IsEmpty || _flight is not null;
        Flush(now, session, tuple, sink);

        if (status != DtlsSessionStatus.Ongoing)
        {
            return HandleBrokenHandshake(wasFlightSent);
        }

        if (!session.IsEstablished)
        {
            return DropReason.None;
        }

        // Records that arrived encrypted ahead of the last message have been waiting inside OpenSSL.
        _flight = null;
        session.ShrinkOutput();
        if (_remoteFingerprints is not null && !TryAcceptPeer(session))
        {
            session.Shutdown();
            Flush(now, session, tuple, sink);
            End();
            return DropReason.None;
        }

        return ReadAll(now, session, tuple, sink);
    }

    /// <summary>A server that has answered nothing yet begins anew: anybody can send a ClientHello that is no good.</summary>
    private DropReason HandleBrokenHandshake(bool wasFlightSent)
    {
        if (Role != DtlsRole.Server || wasFlightSent)
        {
            End();
            return DropReason.DtlsMalformed;
        }

        DropSession();
        _session = new DtlsSession(LocalCertificate.Context, DtlsRole.Server);
        return DropReason.DtlsMalformed;
    }

    /// <summary>Compares the fingerprint and, if it is right, gives the keys out.</summary>
    private bool TryAcceptPeer(DtlsSession session)
    {
        using X509Certificate? certificate = session.GetPeerCertificate();
        bool isExpected = certificate is not null && _remoteFingerprints!.Match(certificate);
        SrtpKeyingMaterial? keys = isExpected ? SrtpKeyingMaterial.Export(session, Role) : null;
        if (keys is null)
        {
            return false;
        }

        RemoteCertificatePem = certificate!.ToPem();
        _events.Enqueue(DtlsEvent.SrtpKeysReady(keys));
        ChangeState(DtlsState.Connected);
        return true;
    }

    private DropReason ReadAll(Timestamp now, DtlsSession session, in TransportTuple tuple, IDatagramSink sink)
    {
        DropReason reason = DropReason.None;
        Span<byte> scratch = stackalloc byte[EngineLimits.MaxDatagramLength];
        while (true)
        {
            Span<byte> room = _applicationData.GetSpan();
            DtlsSessionStatus status = session.Read(room.IsEmpty ? scratch : room, out int length);
            if (length == 0)
            {
                Flush(now, session, tuple, sink);
                if (status != DtlsSessionStatus.Ongoing)
                {
                    End();
                }

                return reason;
            }

            if (room.IsEmpty)
            {
                reason = DropReason.DtlsBufferFull;
            }
            else
            {
                _applicationData.Commit(length);
            }
        }
    }

    /// <summary>Sends what OpenSSL wrote and keeps the retransmissions behind it.</summary>
    private void Flush(Timestamp now, DtlsSession session, in TransportTuple tuple, IDatagramSink sink)
    {
        ReadOnlySpan<byte> output = session.Output;
        ReadOnlySpan<int> retransmissions = session.RetransmissionStarts;
        if (retransmissions.IsEmpty)
        {
            DtlsOutput.Send(output, tuple, sink);
        }
        else
        {
            DtlsOutput.Send(output[..retransmissions[0]], tuple, sink);
            _flight = new DtlsFlight(now, output, retransmissions);
        }

        session.ClearOutput();
    }
}
