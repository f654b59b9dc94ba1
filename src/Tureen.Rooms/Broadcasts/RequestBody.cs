using Microsoft.AspNetCore.Http.Features;

namespace Tureen.Rooms.Broadcasts;

/// <summary>Reads the body of a request, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads it whole. The server refuses a longer one while it reads, where it can.</summary>
    /// <exception cref="BroadcastException">It is too long.</exception>
    /// <exception cref="BadHttpRequestException">As above.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxLength)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxLength;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.Length <= maxLength
            ? body.GetBuffer().AsMemory(0, (int)body.Length)
            : throw new BroadcastException(StatusCodes.Status413PayloadTooLarge, $"the body is longer than {maxLength} bytes");
    }
}
