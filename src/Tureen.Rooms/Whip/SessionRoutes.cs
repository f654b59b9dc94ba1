using Microsoft.Net.Http.Headers;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Whip;

/// <summary>What WHIP and WHEP have in common: how a session is answered, changed and ended (RFC 9725, sections 4.2 to 4.4).</summary>
internal sealed class SessionRoutes(SdpEndpoint endpoint, MediaSessions sessions, IceServers iceServers)
{
    private const string Tag = "WHIP and WHEP";
    private const string AcceptPost = "Accept-Post";
    private const string AcceptPatch = "Accept-Patch";
    private const string AnyTag = "*";

    /// <summary>Maps a resource that makes sessions, and the sessions below it.</summary>
    /// <param name="api">The group of rooms.</param>
    /// <param name="path">The path of the resource.</param>
    /// <param name="create">Makes a session and its answer.</param>
    public void Map(IEndpointRouteBuilder api, string path, Func<SdpRequest, Task<(MediaSession Session, string Answer)>> create)
    {
        string session = path + "/{session}";
        api.MapPost(path, endpoint.Answer(request => CreateAsync(request, create))).Describe(Tag, "Makes a session of an SDP offer.", SdpMessage.Sdp);
        MapOptions(api, path, AcceptPost, SdpMessage.Sdp);
        api.MapMethods(path, [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], Refuse("POST, OPTIONS"));
        api.MapPatch(session, endpoint.Answer(ChangeAsync)).Describe(Tag, "Takes candidates, or restarts ICE.", SdpMessage.Fragment);
        api.MapDelete(session, endpoint.Answer(EndAsync)).Describe(Tag, "Ends a session.");
        MapOptions(api, session, AcceptPatch, SdpMessage.Fragment);
        api.MapMethods(session, [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Post], Refuse("PATCH, DELETE, OPTIONS"));
    }

    /// <summary>Maps a resource that takes bodies of one type, and has no sessions below it.</summary>
    public void MapPost(IEndpointRouteBuilder api, string path, string contentType, Func<SdpRequest, Task> answer)
    {
        api.MapPost(path, endpoint.Answer(answer)).Describe(Tag, "Chooses the layers of the video.");
        MapOptions(api, path, AcceptPost, contentType);
    }

    private void MapOptions(IEndpointRouteBuilder api, string path, string header, string contentType) =>
        api.MapMethods(path, [HttpMethods.Options], endpoint.Answer(request =>
        {
            request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
            request.Context.Response.Headers[header] = contentType;
            AddIceServers(request);
            return Task.CompletedTask;
        }));

    private static RequestDelegate Refuse(string allowed) => context =>
    {
        context.Response.Headers.Allow = allowed;
        return BroadcastEndpoint.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, $"only {allowed} are known here");
    };

    private void AddIceServers(SdpRequest request)
    {
        if (iceServers.Any)
        {
            request.Context.Response.Headers.Append(HeaderNames.Link, iceServers.WriteLinks(request.Rights.Identity ?? "session"));
        }
    }

    private async Task CreateAsync(SdpRequest request, Func<SdpRequest, Task<(MediaSession Session, string Answer)>> create)
    {
        (MediaSession session, string answer) = await create(request);
        HttpContext context = request.Context;
        context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path.Value!.TrimEnd('/')}/{session.Id}";
        context.Response.Headers.ETag = session.EntityTag;
        context.Response.Headers[AcceptPatch] = SdpMessage.Fragment;
        AddIceServers(request);
        await SdpMessage.WriteAsync(context, StatusCodes.Status201Created, SdpMessage.Sdp, answer);
    }

    /// <summary>Candidates of the peer, which the server does not need, or new credentials of the peer, which ask for a restart of ICE.</summary>
    private async Task ChangeAsync(SdpRequest request)
    {
        MediaSession session = sessions.Find(request);
        SessionDescription fragment = await SdpMessage.ReadFragmentAsync(request.Context);
        string tag = request.Context.Request.Headers.IfMatch.ToString();
        if (tag.Length == 0)
        {
            throw new BroadcastException(StatusCodes.Status428PreconditionRequired, "If-Match is missing: the entity tag, or * for a restart of ICE");
        }

        await session.Room.Loop.RunAsync(() => ChangeAsync(request.Context, session, fragment, tag));
    }

    private static async Task ChangeAsync(HttpContext context, MediaSession session, SessionDescription fragment, string tag)
    {
        if (tag != AnyTag && tag != session.EntityTag)
        {
            throw new BroadcastException(StatusCodes.Status412PreconditionFailed, "the entity tag is that of an earlier ICE session");
        }

        if (session.HasCredentialsOf(fragment))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        IceParameters parameters = await session.RestartAsync(fragment);
        string mid = fragment.Media.Select(static media => media.Mid).FirstOrDefault(static mid => mid is not null) ?? "0";
        context.Response.Headers.ETag = session.EntityTag;
        await SdpMessage.WriteAsync(
            context, StatusCodes.Status200OK, SdpMessage.Fragment, IceFragment.Write(parameters, session.Transport.IceCandidates, mid));
    }

    private async Task EndAsync(SdpRequest request)
    {
        MediaSession session = sessions.Find(request);
        await session.Room.Loop.RunAsync(session.End);
        request.Context.Response.StatusCode = StatusCodes.Status200OK;
    }
}
