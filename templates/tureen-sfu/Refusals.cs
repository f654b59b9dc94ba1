using Tureen;

namespace TureenApp;

/// <summary>What Tureen refuses is the caller's mistake.</summary>
internal static class Refusals
{
    public static async ValueTask<object?> AsBadRequestAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (MediasoupException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
