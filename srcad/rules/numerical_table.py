"""What a derivative that was taken numerically cannot give."""

from srcad.rules.registry import unsupported

unsupported(
    "srcad.solving.numerical.with_difference(function, args, tangents, keywords, keyword_tangents, method)",
    because="its first derivative was taken by differences, whose derivative would be noise",
    use="Give its derivative with srcad.rule, as a function that can be differentiated again.",
)
