using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using Tureen.Client.Native.Sessions;

namespace Tureen.Server.Stun;

/// <summary>A connection to a STUN or TURN server, over UDP, TCP or TLS.</summary>
internal sealed class IceServerLink : IAsyncDisposable
{
    /// <summary>Bytes of a STUN message before its attributes.</summary>
    private const int HeaderLength = 20;

    private readonly Socket _socket;
    private readonly Stream? _stream;

    private IceServerLink(Socket socket, Stream? stream)
    {
        _socket = socket;
        _stream = stream;
    }

    /// <exception cref="SocketException">It cannot be reached.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Its certificate is not good.</exception>
    public static async Task<IceServerLink> OpenAsync(IceServerAddress server, CancellationToken cancellation)
    {
        var socket = server.IsTcp
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellation);
            if (!server.IsTcp)
            {
                return new IceServerLink(socket, null);
            }

            Stream stream = new NetworkStream(socket);
            if (server.IsTls)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, cancellation);
                stream = tls;
            }

            return new IceServerLink(socket, stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request, over UDP several times, and waits for its answer.</summary>
    /// <exception cref="OperationCanceledException">None came in time.</exception>
    public async Task<IceServerReply> AskAsync(IceServerDialog dialog, byte[] bytes, CancellationToken cancellation)
    {
        if (_stream is not null)
        {
            await _stream.WriteAsync(bytes, cancellation);
            return dialog.Read(await ReadStreamAsync(_stream, cancellation)) ?? throw new InvalidDataException("the answer is none of STUN");
        }

        var buffer = new byte[StunLimits.MaxAnswerLength];
        while (true)
        {
            await _socket.SendAsync(bytes, cancellation);
            using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            wait.CancelAfter(StunLimits.Patience / StunLimits.Attempts);
            try
            {
                int length = await _socket.ReceiveAsync(buffer, wait.Token);
                if (dialog.Read(buffer.AsSpan(0, length)) is { } answer)
                {
                    return answer;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Sent again.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        _socket.Dispose();
    }

    private static async Task<byte[]> ReadStreamAsync(Stream stream, CancellationToken cancellation)
    {
        var header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, cancellation);
        int length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2));
        if (length > StunLimits.MaxAnswerLength)
        {
            throw new InvalidDataException("the answer is none of STUN");
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellation);
        return [.. header, .. body];
    }
}
