"""The engine over OpenSearch.

    connection   a client of the cluster; the only module that imports opensearchpy
"""
