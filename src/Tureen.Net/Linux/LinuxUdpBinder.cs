using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Linux;

/// <summary>Opens a UDP socket, sets its options and binds it, or says why not and leaves nothing open.</summary>
internal static unsafe class LinuxUdpBinder
{
    public static LinuxUdpSocket? TryOpen(
        int socketId,
        in ListenParameters parameters,
        int port,
        (LinuxBuffers Receive, LinuxBuffers Send) buffers,
        NetCounters counters,
        out BindRefusal refusal)
    {
        refusal = default;
        bool isIPv6 = parameters.Address.AddressFamily == AddressFamily.InterNetworkV6;
        int descriptor = LinuxNative.Socket(
            isIPv6 ? LinuxConstants.AfInet6 : LinuxConstants.AfInet,
            LinuxConstants.SockDatagram | LinuxConstants.SockNonBlocking | LinuxConstants.SockCloseOnExec,
            0);
        if (descriptor < 0)
        {
            refusal = LastRefusal();
            return null;
        }

        SetOptions(descriptor, parameters, isIPv6);
        if (!TryBind(descriptor, parameters, port, isIPv6, out NetworkAddress local))
        {
            refusal = LastRefusal();
            _ = LinuxNative.Close(descriptor);
            return null;
        }

        return new LinuxUdpSocket(socketId, socketId, descriptor, local, parameters, CanSegment(descriptor), buffers, counters);
    }

    /// <summary>
    /// A second socket at the address of another one, connected to one remote address; null when that fails. Both have the right to share
    /// the address for this moment only, so that no other program can take it.
    /// </summary>
    public static LinuxUdpSocket? TryConnect(
        int socketId, LinuxUdpSocket main, in NetworkAddress remote, (LinuxBuffers Receive, LinuxBuffers Send) buffers, NetCounters counters)
    {
        // A socket that others may share the port of stays alone: who of them gets a packet is the kernel's choice.
        bool isIPv6 = main.IsIPv6;
        if (main.Parameters.ReusePort || !SocketAddressCodec.CanReach(remote, isIPv6))
        {
            return null;
        }

        int descriptor = LinuxNative.Socket(
            isIPv6 ? LinuxConstants.AfInet6 : LinuxConstants.AfInet,
            LinuxConstants.SockDatagram | LinuxConstants.SockNonBlocking | LinuxConstants.SockCloseOnExec,
            0);
        if (descriptor < 0)
        {
            return null;
        }

        SetOptions(descriptor, main.Parameters, isIPv6);
        TrySetOption(descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReuseAddress, 1);
        TrySetOption(main.Descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReuseAddress, 1);
        bool isConnected = TryBind(descriptor, main.Parameters, main.LocalAddress.Port, isIPv6, out _) && TryConnect(descriptor, remote, isIPv6);
        TrySetOption(main.Descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReuseAddress, 0);
        TrySetOption(descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReuseAddress, 0);
        if (!isConnected)
        {
            _ = LinuxNative.Close(descriptor);
            return null;
        }

        return new LinuxUdpSocket(
            socketId, main.Id, descriptor, main.LocalAddress, main.Parameters, CanSegment(descriptor), buffers, counters);
    }

    /// <summary>The error of the last system call.</summary>
    public static BindRefusal LastRefusal()
    {
        int code = Marshal.GetLastPInvokeError();
        SocketBindError error = (LinuxError)code switch
        {
            LinuxError.AddressInUse => SocketBindError.AddressInUse,
            LinuxError.AddressNotAvailable => SocketBindError.AddressNotAvailable,
            LinuxError.AccessDenied or LinuxError.NotPermitted => SocketBindError.AccessDenied,
            LinuxError.TooManyFiles or LinuxError.SystemFileTableFull => SocketBindError.TooManyOpenFiles,
            LinuxError.FamilyNotSupported => SocketBindError.AddressFamilyNotSupported,
            _ => SocketBindError.Other,
        };
        return new BindRefusal(error, code);
    }

    private static void SetOptions(int descriptor, in ListenParameters parameters, bool isIPv6)
    {
        if (isIPv6)
        {
            TrySetOption(descriptor, LinuxConstants.IpProtoIPv6, LinuxConstants.IPv6Only, parameters.IPv6Only ? 1 : 0);
        }

        if (parameters.ReusePort)
        {
            // Both, so that a program that knows only the older one can share the port too.
            TrySetOption(descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReuseAddress, 1);
            TrySetOption(descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReusePort, 1);
        }

        if (parameters.SendBufferSize > 0)
        {
            TrySetOption(descriptor, LinuxConstants.SolSocket, LinuxConstants.SoSendBuffer, parameters.SendBufferSize);
        }

        if (parameters.ReceiveBufferSize > 0)
        {
            TrySetOption(descriptor, LinuxConstants.SolSocket, LinuxConstants.SoReceiveBuffer, parameters.ReceiveBufferSize);
        }
    }

    private static bool TryBind(
        int descriptor, in ListenParameters parameters, int port, bool isIPv6, out NetworkAddress local)
    {
        byte* name = stackalloc byte[LinuxBuffers.NameStride];
        Span<byte> bytes = new(name, LinuxBuffers.NameStride);
        uint length = WriteName(NetworkAddress.From(parameters.Address, port), isIPv6, bytes);
        if (isIPv6)
        {
            // Only link-local addresses have a scope; the system wants to know the interface.
            *(uint*)(name + 24) = (uint)parameters.Address.ScopeId;
        }

        bool isBound = LinuxNative.Bind(descriptor, name, length) == 0
            && LinuxNative.GetSocketName(descriptor, name, &length) == 0;
        local = isBound ? SocketAddressCodec.Read(bytes, isIPv6) : default;
        return isBound;
    }

    private static bool TryConnect(int descriptor, in NetworkAddress remote, bool isIPv6)
    {
        byte* name = stackalloc byte[LinuxBuffers.NameStride];
        uint length = WriteName(remote, isIPv6, new Span<byte>(name, LinuxBuffers.NameStride));
        return LinuxNative.Connect(descriptor, name, length) == 0;
    }

    private static uint WriteName(in NetworkAddress address, bool isIPv6, Span<byte> bytes)
    {
        bytes.Clear();
        MemoryMarshal.Write(bytes, (ushort)(isIPv6 ? LinuxConstants.AfInet6 : LinuxConstants.AfInet));
        SocketAddressCodec.Write(address, isIPv6, bytes);
        return (uint)(isIPv6 ? SocketAddressCodec.IPv6Length : SocketAddressCodec.IPv4Length);
    }

    private static bool CanSegment(int descriptor) => TrySetOption(descriptor, LinuxConstants.SolUdp, LinuxConstants.UdpSegment, 0);

    private static bool TrySetOption(int descriptor, int level, int name, int value) =>
        LinuxNative.SetSocketOption(descriptor, level, name, &value, sizeof(int)) == 0;
}
